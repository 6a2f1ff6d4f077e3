"""The wire itself: one file for each way to wait, behind httpcore's backend interfaces."""
