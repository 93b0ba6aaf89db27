"""The patients' phones as a person sees them, and the strip that skips to the next text."""

import json

import requests

from tests.simulator.running import PATIENCE

NEXT = {"at": "2026-09-08T10:00:00-05:00", "said": "Tue, Sep 8, 10:00 am", "why": "day 7: waits"}
STATE = {"now": "2026-09-04T10:00:00-05:00", "said": "Fri, Sep 4, 2026, 10:00 am", "next": NEXT}


def as_browser(address, **form):
    return requests.post(
        address, data=form, headers={"Accept": "text/html"}, allow_redirects=False, timeout=PATIENCE
    )


def received(carrier, product, phone, body):
    """Send a text and wait until the phone has it."""
    sent = carrier.send(phone, body, status_callback=f"{product.url}/receipt")
    product.next(), product.next()
    return sent


def test_without_a_text_the_page_says_so(start):
    assert "No phone has had a text yet." in start().page()


def test_a_phone_shows_its_texts_with_state_segments_and_length(start, product, phone):
    product.state = json.dumps(STATE)
    carrier = start("--sandbox-url", f"{product.url}/sandbox/")
    received(carrier, product, phone, "Oak Clinic: How is it right now?")
    page = carrier.page(f"/phones/{phone}")
    assert f"(555) 010-{phone[-4:]}" in page
    assert "Fri, Sep 4, 10:00 am" in page
    assert "delivered · 1 segment, 32" in page
    assert carrier.record(phone)["messages"][0]["shown_at"] == STATE["now"]


def test_what_is_in_a_text_is_shown_as_text_and_only_web_links_are_links(carrier, product, phone):
    body = 'A <script>alert(1)</script> & "b" https://c.oak.example/k/8fK2?a=1&b=2. javascript:x'
    received(carrier, product, phone, body)
    page = carrier.page(f"/phones/{phone}")
    link = "https://c.oak.example/k/8fK2?a=1&amp;b=2"
    assert f'<a href="{link}" target="_blank" rel="noopener">{link}</a>.' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;b&quot;" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_phones_stand_with_the_latest_text_first(carrier, product, phone):
    other = "+15550100999"
    received(carrier, product, other, "one")
    received(carrier, product, phone, "two")
    page = carrier.page()
    assert page.index(f'id="phone-{phone[1:]}"') < page.index(f'id="phone-{other[1:]}"')


def test_a_reply_typed_into_the_page_leads_back_to_it(carrier, phone):
    one = as_browser(f"{carrier.url}/phones/{phone}/reply", body="about a 4")
    assert (one.status_code, one.headers["Location"]) == (303, f"/phones/{phone}")
    every = as_browser(f"{carrier.url}/phones/{phone}/reply?all=1", body="<b>2</b>")
    assert every.headers["Location"] == f"/#phone-{phone[1:]}"
    assert "&lt;b&gt;2&lt;/b&gt;" in carrier.page(f"/phones/{phone}")


def test_an_empty_reply_and_a_wrong_number_are_refused_with_a_sentence(carrier, phone):
    empty = as_browser(f"{carrier.url}/phones/{phone}/reply", body=" ")
    assert (empty.status_code, empty.text) == (400, "A reply needs a body.")
    broken = requests.post(
        f"{carrier.url}/phones/{phone}/reply",
        data="{",
        headers={"Content-Type": "application/json"},
        timeout=PATIENCE,
    )
    assert broken.status_code == 400
    nobody = requests.get(f"{carrier.url}/phones/five", timeout=PATIENCE)
    assert nobody.status_code == 404


def test_the_strip_says_why_a_text_waits_and_skips_to_it(start, product, phone):
    product.state = json.dumps(STATE)
    carrier = start("--sandbox-url", f"{product.url}/sandbox/")
    page = carrier.page(f"/phones/{phone}")
    assert "Fri, Sep 4, 2026, 10:00 am" in page
    assert "Next text: Tue, Sep 8, 10:00 am (day 7: waits)" in page
    answer = as_browser(f"{carrier.url}/phones/{phone}/skip")
    assert answer.status_code == 303
    assert product.skips.get(timeout=PATIENCE) == {"number": phone}


def test_without_a_waiting_text_there_is_nothing_to_skip(start, product, phone):
    product.state = json.dumps(STATE | {"next": None})
    page = start("--sandbox-url", f"{product.url}/sandbox/").page(f"/phones/{phone}")
    assert "No text is waiting for this phone." in page
    assert "Skip to the next text" not in page


def test_a_clinic_that_does_not_answer_is_said_and_skips_nothing(start, phone):
    carrier = start("--sandbox-url", "http://127.0.0.1:1/sandbox/")
    assert "The clinic does not answer" in carrier.page(f"/phones/{phone}")
    answer = as_browser(f"{carrier.url}/phones/{phone}/skip")
    assert "nothing was skipped" in answer.text


def test_the_page_runs_no_script_or_style_but_its_own(carrier):
    answer = requests.get(carrier.url, timeout=PATIENCE)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "style=" not in answer.text
