"""How good the reviewer's judgement is: designs spoiled in known ways, and what it says of each."""
