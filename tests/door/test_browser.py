"""An administrator at the documentation page, in a real browser with every outside request blocked."""

import re
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, async_playwright, expect

from deploy.demo.door import Door
from deploy.supervisor import House
from services.access.policy import POLICY
from tests.conftest import chromium
from tests.door.conftest import PASSWORD, Town

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # the page is drawn anew after every click, and the machine may be at work
SUBJECT = "plans.organisations"
expect.set_options(timeout=PATIENCE)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        await opened.close()


async def sign_in(page: Page, username: str) -> None:
    """Authorize by the authorization code with PKCE, through the sign-in page in its own window."""
    await page.click("button.authorize")
    panel = page.locator("h4", has_text="people").locator("xpath=..")
    async with page.expect_popup() as popup:
        await panel.locator("button.authorize").click()
    window = await popup.value
    await window.fill("#username", username)
    await window.fill("#password", PASSWORD)
    async with page.expect_response(re.compile("/identity/token")):
        await window.click("button[type=submit]")
    await expect(panel.locator("button", has_text="Logout")).to_be_visible()
    await page.click("button.btn-done")


async def execute(page: Page, operation: str, body: str | None = None) -> str:
    """Open an operation, try it out, and return the status code shown."""
    block = page.locator(f"[id^=operations-][id$=-{operation}]")
    await block.locator(".opblock-summary-control").click()
    await block.get_by_role("button", name="Try it out").click()
    if body is not None:
        await block.locator("textarea.body-param__text").fill(body)
    await block.get_by_role("button", name="Execute").click()
    shown = block.locator(".live-responses-table .response-col_status").nth(1)
    await expect(shown).to_be_visible()
    return (await shown.inner_text()).strip()[:3]


async def subjects_of(door: Door) -> Counter[str]:
    """How many operations the document has of each subject; the page folds them up below it."""
    paths = (await door.get("/openapi.json"))["paths"]
    return Counter(operation["tags"][0] for methods in paths.values() for operation in methods.values())


async def test_authorize_and_try_it_out_work_without_any_outside_request(
    house: House, town: Town, browser: Browser
) -> None:
    await town.person("administrator", "000000")
    accounts = await town.admin.everything("/api/v1/identity/accounts")
    username = next(
        a["username"]
        for a in accounts
        if a["name"] == "Test administrator" and a["grants"][0]["organisation"] == "000000"
    )
    context = await browser.new_context()
    outside: list[str] = []

    async def judge(route, request: Request) -> None:  # type: ignore[no-untyped-def]
        if request.url.startswith(house.gateway_url):
            await route.continue_()
        else:
            outside.append(request.url)
            await route.abort()

    await context.route("**/*", judge)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(f"{house.gateway_url}/docs")
    await expect(page.locator(".opblock-tag").first).to_be_visible()
    await sign_in(page, username)
    subjects = await subjects_of(town.admin)
    assert sum(subjects.values()) == len(POLICY)
    assert await page.locator(".opblock-tag").count() == len(subjects)
    await page.click(f"[data-tag='{SUBJECT}']")
    await expect(page.locator(".opblock")).to_have_count(subjects[SUBJECT])
    assert await execute(page, "plans_list_organisations") == "200"
    code = f"{town.code}-from-docs"
    body = (
        f'{{"organisations": [{{"code": "{code}", "name": {{"zh": "虚构", "en": "Fictitious"}},'
        f' "kind": "department", "parent": "{town.code}"}}]}}'
    )
    assert await execute(page, "plans_upsert_organisations", body) == "200"
    assert (await town.admin.get(f"/api/v1/plans/organisations/{code}"))["name"]["en"] == "Fictitious"
    assert outside == []
    assert faults == []
    await context.close()
