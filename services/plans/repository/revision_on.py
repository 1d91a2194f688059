"""Which revision of a plan counted on a day, as pieces of SQL about the plan `p`."""

REVISION_ON = """case when cast(:day as date) is null then p.published else
    (select max(dated.revision) from {schema}.plan_revision dated
     where dated.plan_code = p.code and dated.published_on <= cast(:day as date)) end"""
"""The newest revision published by `:day`, where that is null the newest; null where there is none."""

REVISION_ON_OR_FIRST = f"""coalesce({REVISION_ON}, (select min(dated.revision) from {{schema}}.plan_revision dated
     where dated.plan_code = p.code))"""  # noqa: S608 - the constant above
"""The same, and where all came later the first: a plan is often older than its entry here."""
