"""Who is meant by a person's number or code: the code by which the store knows him."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lishui_dash.intake.privacy import KeyRing
from lishui_dash.store.engine import Engine
from lishui_dash.store.personal import sql_for_codes


@dataclass(frozen=True)
class Persons:
    """The keys of the door, and the store with the persons that are known."""

    keys: KeyRing
    engine: Engine

    def pseudonym(self, folded: str) -> str:
        return self.keys.pseudonym(folded)

    def recognised(self, codes: Collection[str]) -> Mapping[str, str | None]:
        """Return what each code that came in a file is now; None where nobody has it.

        One that was handed out before the key was rotated is what it became then. While
        nobody is known, as in an empty store, each is taken as it came.
        """
        ways = {code: self.keys.carried_ways(code) for code in codes}
        known = self._known({way for ways_of in ways.values() for way in ways_of})
        if codes and not known and not self._knows_anybody():
            return {code: code for code in codes}
        return {
            code: next((way for way in ways_of if way in known), None)
            for code, ways_of in ways.items()
        }

    def _known(self, codes: Collection[str]) -> frozenset[str]:
        if not codes:
            return frozenset()
        rows = self.engine.query(
            f"""
            SELECT DISTINCT told
            FROM ({sql_for_codes(self.engine.catalogue)})
            WHERE told IN (SELECT unnest(CAST($codes AS VARCHAR[])))
            """,
            {"codes": sorted(codes)},
        )
        return frozenset(told for (told,) in rows)

    def _knows_anybody(self) -> bool:
        every = sql_for_codes(self.engine.catalogue)
        return bool(self.engine.query(f"SELECT told FROM ({every}) LIMIT 1"))
