"""All faults, by the room in which they are planted."""

from tests.planted.fault import Fault
from tests.planted.faults.cases import CASES
from tests.planted.faults.doors import DOORS
from tests.planted.faults.languages import LANGUAGES
from tests.planted.faults.lists import LISTS
from tests.planted.faults.storing import STORING

FAULTS: tuple[Fault, ...] = (*LISTS, *CASES, *STORING, *LANGUAGES, *DOORS)
