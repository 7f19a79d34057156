"""Lists and who sees what in them: ``engine/queries``."""

from tests.planted.fault import Fault

_INBOX = "tests/integration/queries/test_inbox.py"

LISTS = (
    Fault(
        name="week_of_eight_days",
        file="engine/queries/tasks/inbox.py",
        before="days=1 if due == Due.TODAY else 7)",
        after="days=1 if due == Due.TODAY else 8)",
        breaks='the inbox\'s filter "this week" shows a day too many',
        tests=(_INBOX,),
        named=True,
    ),
    Fault(
        name="cursor_of_last_page",
        file="engine/queries/keyset.py",
        before="self._behind(rows[size - 1]) if len(rows) > size else None",
        after="self._behind(rows[size - 1]) if len(rows) >= size else None",
        breaks="a last page that is full names a next one, which is empty",
        tests=(_INBOX, "tests/integration/queries/test_notices.py"),
    ),
    Fault(
        name="page_without_ceiling",
        file="engine/queries/pages.py",
        before="return max(1, min(limit, LARGEST_PAGE))",
        after="return max(1, limit)",
        breaks="a page holds as many rows as somebody asks for",
        tests=(_INBOX, "tests/integration/queries/test_notices.py"),
    ),
    Fault(
        name="underscore_matches_all",
        file="engine/queries/pages.py",
        before='.replace("%", "\\\\%").replace("_", "\\\\_")',
        after='.replace("%", "\\\\%")',
        breaks="a search for an underscore finds any character",
        tests=(_INBOX,),
    ),
    Fault(
        name="department_not_asked",
        file="engine/cases/readers.py",
        before="department == of_department if of_department else true())",
        after="true())",
        breaks="a reader for one department lists the cases of all",
        tests=(_INBOX, "tests/integration/queries/test_readers.py"),
    ),
    Fault(
        name="facts_on_the_portal",
        file="engine/queries/tasks/inbox.py",
        before="{} if as_requester else plain_mapping(row.facts))",
        after="plain_mapping(row.facts))",
        breaks="requesters see the facts of a case, which are for those who work on it",
        tests=(_INBOX, "tests/integration/queries/test_cases.py"),
    ),
    Fault(
        name="sql_of_sqlite_alone",
        file="engine/queries/tasks/inbox.py",
        before='select(func.aggregate_strings(task_candidate.c.candidate, ","))',
        after='select(func.group_concat(task_candidate.c.candidate, ","))',
        breaks="the inbox asks in words that PostgreSQL does not know",
        tests=(_INBOX,),
    ),
    Fault(
        name="draft_of_another",
        file="engine/queries/tasks/drafts.py",
        before="own = (form_draft.c.user_id == ctx.actor.id, form_draft.c.subject == self.subject)",
        after="own = (form_draft.c.subject == self.subject,)",
        breaks="one person is shown what another has typed",
        tests=("tests/integration/queries/test_cases.py", "tests/api/test_tasks.py"),
    ),
    Fault(
        name="notice_to_all_departments",
        file="engine/queries/people/notices.py",
        before="department = notice.c.department == held.department if held.department else true()",
        after="department = true()",
        breaks="who holds a role in one department is told of the cases of all",
        tests=("tests/integration/queries/test_notices.py",),
    ),
)
