"""Money and the journal: what a call cost, in integer micro-USD, and the records that prove it."""
