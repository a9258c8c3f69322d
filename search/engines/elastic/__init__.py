"""The engine for large portals: a server of Elasticsearch 8.19 or later, without any plugin.

Read in this order: `cluster` (how the server is reached, and what happens when it is not), `schema`
(what is in a document and how text becomes terms), `writing` (how a record gets in), `asking` and
`filtering` (a question as Elasticsearch reads it), `answering` (strict first, then related, ranked
by the same code as the embedded engine), `rebuilding` (a new index beside the old one), `engine`
(all together).

The Python client is an optional dependency: only this folder imports it, and only an installation
that names this engine imports this folder.
"""
