"""The schema's history and the models tell the same story."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from academy.db.engine import open_engine
from academy.db.migrate import downgrade, upgrade
from academy.kernel.ids import uuid7
from academy.schema import metadata
from tests.cast import NOW


def test_the_models_and_the_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_schema_can_be_taken_away_and_made_again(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_the_desk_comes_to_a_database_with_people_at_work_in_it(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    upgrade(engine, "0001")
    som = {"id": uuid7(NOW).hex if engine.dialect.name == "sqlite" else str(uuid7(NOW))}
    with engine.begin() as connection:
        connection.execute(_PERSON, som)
        connection.execute(_COURSE)
        connection.execute(_STAFF, {**som, "role": "instructor"})

    upgrade(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT course_id, readiness FROM draft")).all() == [
            ("wells", 80)
        ]
        connection.execute(_STAFF, {**som, "role": "reviewer"})
        connection.execute(_STAFF, {**som, "role": "translator"})

    downgrade(engine, "0001")
    with engine.begin() as connection:
        assert connection.execute(text("SELECT course_id, role FROM course_staff")).all() == [
            ("wells", "instructor")
        ]
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


_PERSON = text(
    "INSERT INTO users (id, email, password_hash, stamp, name, locale, created_at, is_active) "
    "VALUES (:id, 'som@example.org', '!', 's', 'Som', 'en', '2026-11-23 08:30:00', true)"
)
_COURSE = text(
    "INSERT INTO course (id, track, level, created_at) "
    "VALUES ('wells', 'ai', 'foundation', '2026-11-23 08:30:00')"
)
_STAFF = text("INSERT INTO course_staff (course_id, user_id, role) VALUES ('wells', :id, :role)")
