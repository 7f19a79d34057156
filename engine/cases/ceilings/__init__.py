"""How much may follow from one thing, and how much may wait: what is beyond is held, and one incident says so."""
