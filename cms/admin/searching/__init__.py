"""What editors do for search: the unit's own words, and what people looked for.

Lists change what is found, never what is said: synonyms and words that say nothing reach no page.
Pinned results are words before the public: they stand in the site frame, which three people sign.
"""
