"""What an official is told of acts in their name, and what they say against one.

Owns the dispute (sangkalan) of an entry by whoever is named in its receipt, the answer to it, and the daily
letter with acts in one's name. Never changes or hides the entry it is about: that stands as recorded, marked,
for as long as the log stands. The receipts themselves are the ledger's.
"""
