"""/healthz: does this process answer? /readyz: may it be sent requests?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflow import triggers


def reasons_not_ready() -> list[str]:
    """Codes of what is missing: database, migrations, triggers. Empty when ready."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["migrations"]
        return ["triggers"] if triggers.missing(connection) else []
    except DatabaseError:
        return ["database"]


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 `{"status": "ready"}`, or 503 with the reasons, for a load balancer."""
    reasons = reasons_not_ready()
    if reasons:
        return JsonResponse({"status": "not_ready", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ready"})


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process lives; asks nobody else, so that no restart is for nothing."""
    return JsonResponse({"status": "alive"})
