"""Which revision of a plan counted on a day, as a piece of SQL."""

REVISION_ON = """case when cast(:day as date) is null then p.published else
    (select max(dated.revision) from {schema}.plan_revision dated
     where dated.plan_code = p.code and dated.published_on <= cast(:day as date)) end"""
"""Of the plan `p`: the newest revision published by `:day`, where that is null the newest; null where there is none."""
