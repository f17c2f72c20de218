"""people, cohorts and reports: what is filtered by in one index, what rows were, lasting jobs."""

import sqlalchemy as sa
from alembic import op

from academy.db import audit
from academy.db.base import UtcDateTime
from academy.kernel.text import fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = 1_000
_FILTERED = [
    "course_id",
    "status",
    "country",
    "language",
    "organisation_id",
    "cohort_id",
    "score_percent",
    "completed_at",
]
_TRAIL = ("audit_event", "audit_link")
_TABLES = (
    "schedule",
    "saved_report",
    "extension",
    "invitation",
    "cohort_instructor",
    "application",
    "progress_past",
    "enrolment_past",
    "cohort_past",
    "users_past",
    "organisation_past",
    "idle_account",
    "erasure",
    "sign_in_code",
    "job",
    "audit_link",
    "audit_end",
)


def upgrade() -> None:
    _columns_of_people()
    _columns_of_seats()
    _columns_of_cohorts()
    _audit()
    _jobs()
    _people()
    _past()
    _cohorts()
    _reports()
    _fill_people()
    _fill_seats()
    _seal()
    _guard()


def downgrade() -> None:
    _unguard()
    for table in _TABLES:
        op.drop_table(table)
    for name in ("listed", "counted", "completed"):
        op.drop_index(f"ix_enrolment_{name}", table_name="enrolment")
    op.drop_column("attempt", "is_forgotten")
    op.drop_column("enrolment", "score_percent")
    op.drop_column("enrolment", "country")
    op.create_index("ix_enrolment_course_id_status", "enrolment", ["course_id", "status"])
    op.create_index("ix_enrolment_enrolled_at", "enrolment", ["enrolled_at"])
    op.create_index("ix_enrolment_completed_at", "enrolment", ["completed_at"])
    _cohorts_as_before()
    for name in ("action_at", "actor_id_at", "at", "organisation_id_at"):
        op.drop_index(f"ix_audit_event_{name}", table_name="audit_event")
    op.drop_column("audit_event", "organisation_id")
    op.drop_column("audit_event", "place")
    op.drop_column("consent", "withdrawn_at")
    op.drop_column("consent", "given_by")
    op.drop_column("organisation", "is_active")
    op.drop_column("organisation", "kind")
    op.drop_index("ix_membership_organisation_id_role_user_id", table_name="membership")
    op.create_index("ix_membership_organisation_id", "membership", ["organisation_id"])
    op.drop_index("ix_users_searched", table_name="users")
    op.drop_index("ix_users_merged_into_id", table_name="users")
    for column in (
        "guardian_email",
        "adult_on",
        "erased_at",
        "merged_into_id",
        "must_change_password",
        "searched",
    ):
        op.drop_column("users", column)


def _columns_of_people() -> None:
    for column in (
        sa.Column("searched", sa.Text(), nullable=False, server_default=""),
        sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.Column("adult_on", sa.Date(), nullable=True),
        sa.Column("guardian_email", sa.String(length=254), nullable=True),
    ):
        op.add_column("users", column)
    searched = ["searched", "id", "country", "is_active", "merged_into_id", "erased_at"]
    op.create_index("ix_users_searched", "users", searched)
    op.create_index("ix_users_merged_into_id", "users", ["merged_into_id"])
    op.drop_index("ix_membership_organisation_id", table_name="membership")
    op.create_index(
        "ix_membership_organisation_id_role_user_id",
        "membership",
        ["organisation_id", "role", "user_id"],
    )
    op.add_column(
        "organisation",
        sa.Column("kind", sa.String(length=16), nullable=False, server_default="other"),
    )
    op.add_column(
        "organisation",
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column("consent", sa.Column("given_by", sa.String(length=254), nullable=True))
    op.add_column("consent", sa.Column("withdrawn_at", UtcDateTime(), nullable=True))


def _columns_of_seats() -> None:
    op.add_column(
        "attempt",
        sa.Column("is_forgotten", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("enrolment", sa.Column("country", sa.String(length=2), nullable=True))
    op.add_column("enrolment", sa.Column("score_percent", sa.Integer(), nullable=True))
    for name in ("completed_at", "course_id_status", "enrolled_at"):
        op.drop_index(f"ix_enrolment_{name}", table_name="enrolment")
    listed = ["enrolled_at", "id", *_FILTERED]
    op.create_index("ix_enrolment_listed", "enrolment", listed)
    op.create_index("ix_enrolment_counted", "enrolment", [*_FILTERED, "enrolled_at"])
    completed = ["completed_at", *_FILTERED[:-1], "enrolled_at"]
    op.create_index("ix_enrolment_completed", "enrolment", completed)


def _columns_of_cohorts() -> None:
    with op.batch_alter_table("cohort") as cohort:
        cohort.add_column(
            sa.Column("entry", sa.String(length=16), nullable=False, server_default="closed")
        )
        cohort.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        cohort.add_column(sa.Column("starts_at", UtcDateTime(), nullable=True))
        cohort.add_column(sa.Column("ends_at", UtcDateTime(), nullable=True))
        cohort.add_column(sa.Column("archived_at", UtcDateTime(), nullable=True))
        cohort.drop_constraint("uq_cohort_course_id_name", type_="unique")
        cohort.create_unique_constraint(
            "uq_cohort_organisation_id_course_id_name", ["organisation_id", "course_id", "name"]
        )
        cohort.create_check_constraint(
            "ck_cohort_known_entry", "entry IN ('closed', 'invitation', 'approval', 'open')"
        )
    op.create_index("ix_cohort_course_id", "cohort", ["course_id"])


def _cohorts_as_before() -> None:
    """Cohorts of one course may have one name now; before, a name was taken once."""
    op.execute(
        "UPDATE cohort SET name = substr(name, 1, 160) || ' ' || CAST(id AS VARCHAR(36)) "
        "WHERE EXISTS (SELECT 1 FROM cohort other WHERE other.course_id = cohort.course_id "
        "AND other.name = cohort.name AND other.id < cohort.id)"
    )
    op.drop_index("ix_cohort_course_id", table_name="cohort")
    with op.batch_alter_table("cohort") as cohort:
        cohort.drop_constraint("uq_cohort_organisation_id_course_id_name", type_="unique")
        cohort.drop_constraint("ck_cohort_known_entry", type_="check")
        cohort.create_unique_constraint("uq_cohort_course_id_name", ["course_id", "name"])
        for column in ("archived_at", "ends_at", "starts_at", "capacity", "entry"):
            cohort.drop_column(column)


def _audit() -> None:
    op.add_column(
        "audit_event",
        sa.Column("place", sa.String(length=64), nullable=False, server_default="command"),
    )
    op.add_column("audit_event", sa.Column("organisation_id", sa.Uuid(), nullable=True))
    op.create_index("ix_audit_event_action_at", "audit_event", ["action", "at"])
    op.create_index("ix_audit_event_actor_id_at", "audit_event", ["actor_id", "at"])
    op.create_index("ix_audit_event_at", "audit_event", ["at"])
    op.create_index("ix_audit_event_organisation_id_at", "audit_event", ["organisation_id", "at"])
    op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_end"),
    )
    op.create_table(
        "audit_link",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_link"),
        sa.UniqueConstraint("event_id", name="uq_audit_link_event_id"),
    )


def _jobs() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("file", sa.String(length=80), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("keep_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_file", "job", ["file"])
    op.create_index("ix_job_keep_until", "job", ["keep_until"])
    op.create_index("ix_job_owner_id_made_at", "job", ["owner_id", "made_at"])
    op.create_index("ix_job_state_beat_at", "job", ["state", "beat_at"])


def _people() -> None:
    op.create_table(
        "sign_in_code",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sign_in_code_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", name="pk_sign_in_code"),
        sa.UniqueConstraint("digest", name="uq_sign_in_code_digest"),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sa.UniqueConstraint("user_id", name="uq_erasure_user_id"),
    )
    op.create_table(
        "idle_account",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("warned_at", UtcDateTime(), nullable=True),
        sa.Column("stayed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_idle_account_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", name="pk_idle_account"),
    )


def _past() -> None:
    op.create_table(
        "organisation_past",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["organisation.id"], name="fk_organisation_past_id_organisation"
        ),
        sa.PrimaryKeyConstraint("id", "until", name="pk_organisation_past"),
    )
    op.create_table(
        "users_past",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("latin_name", sa.String(length=120), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["users.id"], name="fk_users_past_id_users"),
        sa.PrimaryKeyConstraint("id", "until", name="pk_users_past"),
    )
    op.create_table(
        "cohort_past",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["cohort.id"], name="fk_cohort_past_id_cohort"),
        sa.PrimaryKeyConstraint("id", "until", name="pk_cohort_past"),
    )
    op.create_table(
        "enrolment_past",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("last_activity_at", UtcDateTime(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("score_percent", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["enrolment.id"], name="fk_enrolment_past_id_enrolment"),
        sa.PrimaryKeyConstraint("id", "until", name="pk_enrolment_past"),
    )
    op.create_table(
        "progress_past",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("units_done", sa.Integer(), nullable=False),
        sa.Column("units_total", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name="fk_progress_past_enrolment_id_enrolment"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "until", name="pk_progress_past"),
    )


def _cohorts() -> None:
    op.create_table(
        "application",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'waiting', 'seated', 'declined', 'withdrawn')",
            name="ck_application_known_state",
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name="fk_application_cohort_id_cohort"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["users.id"], name="fk_application_learner_id_users"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "learner_id", name="pk_application"),
    )
    op.create_index(
        "ix_application_cohort_id_state_queued_at",
        "application",
        ["cohort_id", "state", "queued_at"],
    )
    op.create_index("ix_application_learner_id", "application", ["learner_id"])
    op.create_table(
        "cohort_instructor",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name="fk_cohort_instructor_cohort_id_cohort"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_cohort_instructor_user_id_users"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "user_id", name="pk_cohort_instructor"),
    )
    op.create_index("ix_cohort_instructor_user_id", "cohort_instructor", ["user_id"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name="fk_invitation_cohort_id_cohort"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code", name="uq_invitation_code"),
    )
    op.create_index("ix_invitation_cohort_id", "invitation", ["cohort_id"])
    op.create_table(
        "extension",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name="fk_extension_enrolment_id_enrolment"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name="pk_extension"),
    )


def _reports() -> None:
    op.create_table(
        "saved_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_saved_report_organisation_id_organisation",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_saved_report_owner_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_report"),
    )
    op.create_index("ix_saved_report_organisation_id", "saved_report", ["organisation_id"])
    op.create_index("ix_saved_report_owner_id", "saved_report", ["owner_id"])
    op.create_table(
        "schedule",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("every", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("last_job_id", sa.Uuid(), nullable=True),
        sa.Column("letter_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("every IN ('week', 'month')", name="ck_schedule_known_every"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["saved_report.id"], name="fk_schedule_report_id_saved_report"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_schedule_user_id_users"),
        sa.PrimaryKeyConstraint("report_id", "user_id", name="pk_schedule"),
    )
    op.create_index("ix_schedule_next_at", "schedule", ["next_at"])
    op.create_index("ix_schedule_user_id", "schedule", ["user_id"])


def _fill_people() -> None:
    """Write down what people who are there already are looked for by."""
    connection = op.get_bind()
    users = sa.table(
        "users",
        sa.column("id", sa.Uuid()),
        *(sa.column(name) for name in ("name", "latin_name", "email", "username", "searched")),
    )
    told = sa.select(users.c.id, users.c.name, users.c.latin_name, users.c.email, users.c.username)
    last, rows = None, True
    put = (
        users.update()
        .where(users.c.id == sa.bindparam("own"))
        .values(searched=sa.bindparam("text"))
    )
    while rows:
        after = told if last is None else told.where(users.c.id > last)
        rows = connection.execute(after.order_by(users.c.id).limit(_AT_ONCE)).all()
        values = [{"own": key, "text": fold(" ".join(filter(None, rest)))} for key, *rest in rows]
        if values:
            connection.execute(put, values)
            last = values[-1]["own"]


def _fill_seats() -> None:
    op.execute(
        "UPDATE enrolment SET "
        "country = (SELECT country FROM users WHERE users.id = enrolment.learner_id), "
        "score_percent = (SELECT progress.score_percent FROM progress "
        "WHERE progress.enrolment_id = enrolment.id)"
    )


def _seal() -> None:
    """Chain the events that are there already, in the order in which they came."""
    connection = op.get_bind()
    event, link, end = (audit.Base.metadata.tables[name] for name in (*_TRAIL, "audit_end"))
    number, digest = 0, audit.BEGINNING
    for one in connection.execute(sa.select(event).order_by(event.c.at, event.c.id)).all():
        number, digest = number + 1, audit.link(digest, audit.told(one))
        connection.execute(link.insert(), {"number": number, "event_id": one.id, "digest": digest})
    connection.execute(end.insert(), {"id": 1, "number": number, "digest": digest})


def _guard() -> None:
    """Let the databases themselves refuse to change or remove what is on the trail."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _TRAIL:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
    )
    for table in _TRAIL:
        op.execute(
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION only_added_to()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def _unguard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TRAIL:
            for act in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{act}")
        return
    for table in _TRAIL:
        op.execute(f"DROP TRIGGER {table}_only_added_to ON {table}")
        op.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
    op.execute("DROP FUNCTION only_added_to()")
