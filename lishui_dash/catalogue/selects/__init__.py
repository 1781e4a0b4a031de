"""SELECTs that several declarations of the clauses share; above the rollups."""
