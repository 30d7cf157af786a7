"""Tables as JSON lines, out of one database and into another, a batch of rows at a time."""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction

from workflow import triggers

BATCH = 500
# Filled by migrate itself, so a database with rows in these alone is still an empty one.
FILLED_BY_MIGRATE = {"django_content_type", "auth_permission", "api_feedepoch"}

Model = type[models.Model]


def all_models() -> list[Model]:
    """Every model with a table of its own, in the order of the apps."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]  # noqa: SLF001


def table_of(model: Model) -> str:
    """Name of a model's table."""
    return model._meta.db_table  # noqa: SLF001 - Django's public-by-use name


def _columns(model: Model) -> "list[models.Field[Any, Any]]":
    return list(model._meta.concrete_fields)  # noqa: SLF001 - the same


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def dump(model: Model, file: Path) -> int:
    """Write a table to a file, ordered by primary key; returns the number of rows."""
    names = [column.attname for column in _columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001 - the same
    count = 0
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(names) + "\n")
        for row in rows.iterator(BATCH):
            out.write(json.dumps([_plain(value) for value in row], ensure_ascii=False) + "\n")
            count += 1
    return count


def load(model: Model, file: Path) -> int:
    """Insert every row of a file, with the primary keys it had; returns the number of rows.

    Raises ValueError where the columns are not those of the model.
    """
    columns = _columns(model)
    with file.open(encoding="utf-8") as source:
        if json.loads(source.readline()) != [column.attname for column in columns]:
            message = f"{table_of(model)}: the columns are others"
            raise ValueError(message)
        rows = _rows(model, columns, source)
        count = 0
        while batch := list(islice(rows, BATCH)):
            model._base_manager.bulk_create(batch)  # noqa: SLF001 - the same
            count += len(batch)
    return count


def _rows(
    model: Model, columns: "list[models.Field[Any, Any]]", source: Iterator[str]
) -> Iterator[models.Model]:
    for line in source:
        values = [
            column.to_python(value) if value is not None else None
            for column, value in zip(columns, json.loads(line), strict=True)
        ]
        yield model(**dict(zip((c.attname for c in columns), values, strict=True)))


def filled() -> list[str]:
    """Names of tables that hold something which a fresh database would not."""
    return [
        table_of(model)
        for model in all_models()
        if table_of(model) not in FILLED_BY_MIGRATE and model._base_manager.exists()  # noqa: SLF001
    ]


def replace_all(files: dict[str, Path]) -> dict[str, int]:
    """Empty every table and load the files, by table name, all or nothing.

    History is loaded wholesale, so the triggers go first and come back last, in the same
    transaction. Foreign keys are checked at its end.
    """
    with transaction.atomic():
        triggers.remove(connection)
        _empty()
        counts = {table_of(m): load(m, files[table_of(m)]) for m in all_models()}
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in connection.ops.sequence_reset_sql(no_style(), all_models()):
                cursor.execute(statement)
        triggers.install(connection)
    ContentType.objects.clear_cache()
    return counts


def _empty() -> None:
    names = [table_of(model) for model in all_models()]
    statements = connection.ops.sql_flush(no_style(), names, reset_sequences=False)
    connection.ops.execute_sql_flush(statements)
