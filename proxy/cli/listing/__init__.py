"""A list of problems in the form its reader wants: one small file for each form.

They turn problems into text and print nothing; which form goes where is `output.py`'s to know.
"""
