"""The application, without a face: what the command line, a server and the public API do with specs.

    specs ──▶ settings ──▶ check (baseline, score) ──▶ reviews
                       └─▶ fix ──▶ files
                       └─▶ pictures ──▶ workers ──▶ files

Nothing here knows click, prints, or ends the process.
"""
