"""The Python that README.md and docs/python.md show runs, and shows what they say."""

import readme


def test_pages():
    readme.main()
