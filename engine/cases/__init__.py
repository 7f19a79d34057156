"""Cases: process instances at work. What they wait for, how they move on, who may see and do what; where the nouns meet."""
