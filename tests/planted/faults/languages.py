"""What is read and computed: BPMN, DMN, FEEL, forms, calendars, XML, sentences."""

from tests.planted.fault import Fault

LANGUAGES = (
    Fault(
        name="join_counted_twice",
        file="engine/bpmn/machine/elements/joins.py",
        before="if len({arrival.flow for arrival in arrivals.values()}) < len(self.incoming):",
        after="if len(arrivals) < len(self.incoming):",
        breaks="two tokens on one flow make a parallel join fire",
        tests=("tests/unit/bpmn_machine/test_gateways.py",),
    ),
    Fault(
        name="cycle_drifts",
        file="engine/bpmn/formulas/timers.py",
        before="anchor, count, zone = self.anchor or self.due_at, self.count + 1, ZoneInfo(self.zone)",
        after="anchor, count, zone = self.due_at, 1, ZoneInfo(self.zone)",
        breaks="a timer on the last day of each month comes on the 28th from February on",
        tests=("tests/unit/bpmn_machine/test_timers.py",),
    ),
    Fault(
        name="priority_of_the_unlisted",
        file="engine/dmn/decision_tables.py",
        before="if _stands_for(candidate, value, env)), len(candidates))",
        after="if _stands_for(candidate, value, env)), 0)",
        breaks="with hit policy PRIORITY an output that is not in the list comes first",
        tests=("tests/unit/dmn/test_tables.py",),
    ),
    Fault(
        name="half_down_to_even",
        file="engine/feel/builtins/numeric.py",
        before="return rounded_to(number, scale, decimal.ROUND_HALF_DOWN)",
        after="return rounded_to(number, scale, decimal.ROUND_HALF_EVEN)",
        breaks="`round half down` rounds 1.5 to 2",
        tests=("tests/unit/feel/builtins/test_numeric.py",),
    ),
    Fault(
        name="option_not_offered",
        file="engine/forms/checking/rules.py",
        before="        if not offered.issuperset(keys):\n",
        after="        if offered.isdisjoint(keys):\n",
        breaks="a form with several choices takes one that was not offered beside one that was",
        tests=("tests/unit/forms/test_rules.py",),
    ),
    Fault(
        name="after_midnight",
        file="engine/calendars/calendar.py",
        before="self._day(self._ordinal(moment) - 1).periods\n        )",
        after="self._day(self._ordinal(moment)).periods\n        )",
        breaks="the hours of a night shift after midnight are no working time",
        tests=("tests/unit/calendars/test_calendar.py",),
    ),
    Fault(
        name="attributes_without_ceiling",
        file="engine/xml_input/ceilings.py",
        before="if len(values) > CEILINGS.attributes:",
        after="if len(values) > CEILINGS.elements:",
        breaks="an element of a file may have a hundred thousand attributes",
        tests=("tests/unit/xml_input/test_doors.py",),
    ),
    Fault(
        name="sentence_without_place",
        file="engine/xml_input/texts/zh.toml",
        before="{encoding}",
        after="",
        breaks="a Chinese sentence does not say what the English one says",
        tests=("tests/unit/kernel/test_catalogues.py",),
    ),
)
