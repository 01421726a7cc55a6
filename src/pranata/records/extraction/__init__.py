"""Finding the text of a file, for searching only. Files come from anyone: they are read in a process of
its own that has little memory, little time, and can be killed."""
