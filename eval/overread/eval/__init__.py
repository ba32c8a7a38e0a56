"""The evaluation suite: error injection on real reports, scores with intervals, comparisons and a report to read."""
