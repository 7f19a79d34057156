"""Doors: HTTP, signing in, the command line, the web application."""

from tests.planted.fault import Fault

DOORS = (
    Fault(
        name="foreign_page",
        file="api/auth.py",
        before="if foreign or (origin is not None and origin.lower() not in _own_origins()):",
        after="if origin is not None and origin.lower() not in _own_origins():",
        breaks="another site changes something in a browser that sends no Origin",
        tests=("tests/api/test_session.py",),
    ),
    Fault(
        name="cookie_in_the_clear",
        file="api/auth.py",
        before="        secure=_https(),\n        httponly=True,\n",
        after="        httponly=True,\n",
        breaks="the session's cookie is sent without encryption, too",
        tests=("tests/api/test_session.py",),
    ),
    Fault(
        name="locked_out_by_guessing",
        file="engine/identity/sessions.py",
        before="    if db.execute(select(known)).scalar_one():\n        return timedelta(0)\n",
        after="",
        breaks="anybody can lock a person out by guessing from elsewhere",
        tests=("tests/integration/identity/test_sign_in.py",),
    ),
    Fault(
        name="verify_says_all_is_well",
        file="cli/reports.py",
        before="        _show(report)\n    return 0 if report.intact else 1",
        after="        _show(report)\n    return 0",
        breaks="`zhidu evidence verify` ends well although something was tampered with",
        tests=("tests/integration/operator/test_console.py",),
    ),
    Fault(
        name="last_day_left_out",
        file="web/src/features/cases/caseQuery.ts",
        before="dayOf(parameters, 'to', 1)",
        after="dayOf(parameters, 'to')",
        breaks="the list of cases leaves out the last day that was asked for",
        tests=("web/src/features/cases/caseQuery.test.ts",),
    ),
    Fault(
        name="late_looks_early",
        file="web/src/i18n/times.ts",
        before="words.format(Math.trunc(seconds / size), unit)",
        after="words.format(Math.floor(seconds / size), unit)",
        breaks="a page says of what was an hour and a half ago that it was two hours ago",
        tests=("web/src/i18n/times.test.ts",),
    ),
)
