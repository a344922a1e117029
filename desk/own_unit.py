"""2单元的大门, said by somebody who lives in a unit of that number, is their own building's."""

from dataclasses import replace

from desk.people import Person
from desk.reading import Place


def at_home(said: Place, person: Person) -> Place:
    """The place with the building of the person's home, where only the number of its unit was said; house."""
    if said.building or said.unit is None or said.unit != person.unit:
        return said
    return replace(said, building=person.building)
