"""The page of verdicts and its two hosts: TensorBoard's tab (``plugin``) and ``tfevents serve``
(``server``).

``scans`` keeps the ranking up to date, ``rows`` makes the page's rows, ``charts`` draws a run,
``app`` answers the requests to either host and delivers the files in ``page``.
"""
