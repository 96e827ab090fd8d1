"""A dossier of a procedure drawn a minute ago: received, appraised, signed and returned, all in the browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SitDown = Callable[[str], Page]
Work = Callable[[], None]


def live_through(sit_down: SitDown, machine_work: Work, procedure: str) -> str:
    """From the counter to the hands of the applicant; the dossier's code."""
    binh = sit_down("binh")
    code = hand_in(binh, procedure)
    step(binh, code, "Đủ, hợp lệ: tiếp nhận")
    machine_work()
    step(sit_down("chi"), code, "Đủ điều kiện")
    step(sit_down("chi"), code)
    step(sit_down("dung"), code)
    machine_work()
    for name, agreed in (("dung", "Đạt, trình ký"), ("giang", "Đồng ý, ký")):
        step(sit_down(name), code, agreed)
        machine_work()
    step(sit_down("hanh"), code)
    machine_work()
    step(binh, code, "Tại quầy")
    return code


def hand_in(page: Page, procedure: str) -> str:
    """The counter's screen, filled in with the least it asks for."""
    page.goto("/counter")
    page.get_by_role("link", name=procedure).first.click()
    page.get_by_label("Họ và tên, hoặc tên tổ chức").fill("Nguyễn Văn An")
    fill_in(page)
    page.locator("main button", has_text="Tiếp nhận hồ sơ").last.click()
    expect(page.get_by_text("Đã nhận hồ sơ.")).to_be_visible()
    return page.locator("h1").inner_text().strip()


def fill_in(page: Page) -> None:
    """What the form insists on; forms of either kind."""
    for box in page.locator('main form :is([name^="f."], .fjs-input)[type=checkbox]:visible').all():
        box.check()
    for words in page.locator('[name^="f."]:is([required], [aria-required]):visible, .fjs-textarea:visible').all():
        if words.get_attribute("type") in (None, "text") and words.is_editable() and not words.input_value():
            words.fill("Rõ")


def step(page: Page, code: str, outcome: str = "") -> None:
    """The dossier's step from this officer's own list, completed."""
    page.goto(f"/inbox?q={code}")
    page.locator("tbody tr", has_text=code).locator("a", has=page.locator("strong")).first.click()
    button = page.get_by_role("button", name="Hoàn thành bước này").last
    expect(button).to_be_visible()
    if page.locator("[data-form]").count():
        page.locator("[data-form][data-ready]").wait_for()
    if outcome:
        page.get_by_role("radio", name=outcome, exact=True).check()
    fill_in(page)
    with page.expect_navigation():
        button.click()
    expect(page.get_by_role("alert")).to_have_count(0)
