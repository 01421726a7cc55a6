"""Pages that hold bodies against each other; public, or for officials with their own levels beside."""
