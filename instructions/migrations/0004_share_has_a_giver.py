import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("instructions", "0003_givers_of_shares")]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares_given",
                to="accounts.position",
            ),
        )
    ]
