"""What an uploaded file says, and what would come of applying it. Reads only."""
