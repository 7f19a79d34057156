"""Whether this process can serve: looked at apart from everybody's work, so that it answers at once and truly when that stands still."""
