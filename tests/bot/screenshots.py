"""Takes the screenshots in docs/screenshots of a running assistant: `uv run python tests/bot/screenshots.py URL`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
QUESTIONS = ("thang nao cung quen dong tien dien co cach nao tu tru khong", "mất phí không?")


def talk(page: Page, url: str, questions: tuple[str, ...]) -> None:
    page.goto(url)
    page.get_by_role("button", name="6 ·").wait_for()
    for question in questions:
        replies = page.locator("#log .theirs").count()
        page.locator("#message").fill(question)
        page.keyboard.press("Enter")
        page.locator("#log .theirs").nth(replies).wait_for()
    page.wait_for_timeout(400)


def main(url: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                for name, questions in (
                    ("", QUESTIONS),
                    ("-start", ()),
                    ("-emergency", ("moi bi lua chuyen 20 trieu cho cong an gia roi cuu voi",)),
                ):
                    page = browser.new_page(
                        viewport={"width": width, "height": height},
                        color_scheme=scheme,
                        device_scale_factor=2 if size == "phone" else 1,
                    )
                    talk(page, url, questions)
                    page.screenshot(path=FOLDER / f"{size}-{scheme}{name}.png")
                    page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
