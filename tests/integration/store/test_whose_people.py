"""People who were there before anybody asked whose people they are."""

from __future__ import annotations

from sqlalchemy import text

from engine.store.database import open_database, writing
from engine.store.migrate import migrate

USER = (
    "INSERT INTO app_user (id, username, display_name_zh, display_name_en, must_change_password, active, locale, created_at, version, "
    "customer_id) VALUES (:id, :id, :id, :id, false, true, 'zh', '2026-03-02 01:00:00+00:00', 1, :customer)"
)
PEOPLE: dict[str, tuple[str | None, tuple[str, ...], str]] = {
    "of_a_customer": ("c1", ("requester",), "customer"),
    "of_a_supplier": (None, ("external_supplier",), "supplier"),
    "buys_from_suppliers": (None, ("external_supplier", "purchasing"), "house"),
    "of_the_house": (None, ("service_desk",), "house"),
    "without_a_role": (None, (), "house"),
}


HELD = "INSERT INTO role_assignment (id, user_id, role_id, granted_at) VALUES (:id, :user_id, :role_id, '2026-03-02 01:00:00+00:00')"


def test_people_of_before_are_told_apart(empty_url: str) -> None:
    database = open_database(empty_url)
    migrate(database, revision="0009")
    with writing(database) as db:
        for user_id, (customer_id, roles, _) in PEOPLE.items():
            db.execute(text(USER), {"id": user_id, "customer": customer_id})
            for held in roles:
                db.execute(text(HELD), {"id": f"{user_id} {held}"[:36], "user_id": user_id, "role_id": held})
    migrate(database, revision="0010")
    with database.connect() as connection:
        found = {row.id: row.affiliation for row in connection.execute(text("SELECT id, affiliation FROM app_user"))}
    database.dispose()
    assert found == {user_id: expected for user_id, (_, _, expected) in PEOPLE.items()}
