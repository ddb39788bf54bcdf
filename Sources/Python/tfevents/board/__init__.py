"""The page of verdicts and its two hosts: TensorBoard's tab (``plugin``) and ``tfevents serve`` (``server``).

``scans`` keeps the ranking fresh, ``rows`` is what the page shows of a run, ``charts`` draws one, ``app`` answers
requests for all of them and for the files in ``page``.
"""
