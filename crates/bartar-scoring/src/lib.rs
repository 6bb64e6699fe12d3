//! Scoring: from entries to eligibility, values, points, aggregates, ranks and honours, with the trace of each.
