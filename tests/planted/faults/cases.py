"""What becomes of cases: ``engine/unit_of_work``, ``engine/cases``, ``engine/commands``, the nouns' rules, connectors."""

from tests.planted.fault import Fault

CASES = (
    Fault(
        name="ends_after_inserts",
        file="engine/unit_of_work/rows.py",
        before="""\
        for ending, rows in ends:
            if rows:
                ending.run_many(db, rows)
                rows.clear()
        for name, statement in _INSERTS:
            if opened := inserts.get(name):
                statement.run_many(db, opened)
""",
        after="""\
        for name, statement in _INSERTS:
            if opened := inserts.get(name):
                statement.run_many(db, opened)
        for ending, rows in ends:
            if rows:
                ending.run_many(db, rows)
                rows.clear()
""",
        breaks="a wait that opens again within one command is ended with the old one",
        tests=("tests/integration/unit_of_work/test_rows.py",),
        named=True,
    ),
    Fault(
        name="scope_forgotten",
        file="engine/cases/readers.py",
        before="and_(within_scope([held], case.customer, case.department), _offered(role_candidate(held.role)), _still_free(actor))",
        after="and_(_offered(role_candidate(held.role)), _still_free(actor))",
        breaks="a role for one customer opens the cases of others in which it was offered a task",
        tests=("tests/integration/queries/test_readers.py",),
    ),
    Fault(
        name="if_match_of_incidents",
        file="engine/commands/cases/settle_incident.py",
        before="    require_version(row.version, expected_version)\n",
        after="",
        breaks="an incident is settled by somebody who saw an older state of it",
        tests=("tests/integration/engine/test_administering.py", "tests/api/test_administration.py", "tests/api/test_instances.py"),
    ),
    Fault(
        name="one_retry_too_many",
        file="engine/jobs/rules.py",
        before="if not worth_it or retries_left <= 0:",
        after="if not worth_it or retries_left < 0:",
        breaks="a job is tried once more than its procedure says",
        tests=("tests/unit/jobs/test_rules.py", "tests/integration/engine/test_jobs.py"),
    ),
    Fault(
        name="clock_goes_on_too_early",
        file="engine/service_levels/rules.py",
        before="    if holds:\n        return _held_by",
        after="    if len(holds) > 1:\n        return _held_by",
        breaks="a service clock runs although one of two waits still holds it",
        tests=("tests/unit/service_levels/test_rules.py",),
    ),
    Fault(
        name="timer_of_a_suspended_case",
        file="engine/cases/jobs.py",
        before="resting = instance.state == CaseState.SUSPENDED",
        after="resting = False",
        breaks="a job that a suspended case opens is done at once",
        tests=("tests/integration/engine/test_jobs.py",),
    ),
    Fault(
        name="message_to_anothers_request",
        file="engine/cases/messages.py",
        before="return actor.holds_anywhere(role) and instance.requester_id is not None and instance.requester_id == actor.id",
        after="return actor.holds_anywhere(role)",
        breaks="a requester sends messages to the requests of others",
        tests=("tests/integration/engine/test_messages.py", "tests/integration/queries/test_cases.py", "tests/security/test_access.py"),
    ),
    Fault(
        name="year_in_greenwich",
        file="engine/cases/new_case.py",
        before="year = ctx.now.astimezone(ZoneInfo(ctx.settings.time_zone)).year",
        after="year = ctx.now.year",
        breaks="cases of New Year's morning are numbered in the old year",
        tests=("tests/integration/engine/test_tasks.py",),
    ),
    Fault(
        name="redirecting_key",
        file="engine/connectors/http.py",
        before='headers.update({"Idempotency-Key": key, "Connection": "close"})',
        after='headers.setdefault("Idempotency-Key", key)',
        breaks="a procedure gives an outside call a key of its own, so that two calls pass for one",
        tests=("tests/integration/engine/test_http.py",),
    ),
)
