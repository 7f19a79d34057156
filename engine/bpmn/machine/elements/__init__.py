"""What each kind of element does when a token comes: our own kinds of Spiff's ``TaskSpec``, shared by all instances, fixed once built."""
