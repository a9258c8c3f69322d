"""What changed between two versions, so that a reviewer reads the difference and nothing else.

Everything here is pure: bytes and words in, entries and changes out. Read it in this order:

1. `words` cuts text into tokens that are never split: numbers, dates, names, document numbers.
2. `reading` reads HTML into blocks; the blocks of a version are equivalent to its tree.
3. `likeness` and `alignment` pair what belongs together; `tables` pairs lines and columns.
4. `runs` compares the words of a pair; `moves` finds what went elsewhere word for word.
5. `entries` holds the result; `notes` says in it what words alone do not show.
6. `risks` says which changes weigh; `numbering`, for tables `grids`, makes them changes with a
   number.
7. `inventory` counts everything once more by other means, so that nothing changes unseen.
8. `body` does all this for one HTML text, `fields` for the structured fields, `files` for the
   files; `page` puts them together for two contents.
9. `folding` lays the result out for the screen; `summary` says each change in one line.
"""
