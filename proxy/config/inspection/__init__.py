"""What builds and is likely to be a mistake: warnings about documents that are sound, one small file for each family.

Every check sees the documents as they were written and the snapshot that they became; nothing here refuses anything, and
a reload does not come by.
"""
