"""Form fields are labelled, described and marked so that everybody can fill them."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines

from ekinerja.web import fields


class Example(forms.Form):
    name = forms.CharField(label="Nama", help_text="Tanpa gelar")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Mulai", required=False)
    unit = forms.ChoiceField(label="Unit", choices=[("1", "Umum")])
    kind = forms.ChoiceField(label="Jenis", choices=[("A", "Satu"), ("B", "Dua")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Setuju")
    file = forms.FileField(label="Berkas", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, **values: object) -> str:
    template = engines["jinja2"].from_string('{% import "components/ui.html" as ui %}' + source)
    return str(template.render(values))


class TestKind:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("name", "input"),
            ("note", "textarea"),
            ("day", "input"),
            ("unit", "select"),
            ("kind", "choices"),
            ("agreed", "checkbox"),
            ("file", "file"),
            ("secret", "hidden"),
        ],
    )
    def test_follows_the_widget(self, name: str, kind: str) -> None:
        assert fields.kind_of(Example()[name]) == kind


class TestField:
    def test_links_label_hint_and_error(self) -> None:
        form = Example({})
        html = render('{{ ui.field(form["name"], autocomplete="name") }}', form=form)
        assert '<label class="form-label" for="id_name">' in html
        assert 'aria-describedby="id_name-hint id_name-error"' in html
        assert 'id="id_name-hint"' in html
        assert 'id="id_name-error"' in html
        assert 'aria-invalid="true"' in html
        assert 'autocomplete="name"' in html
        assert "(wajib)" in html

    def test_does_not_mark_an_optional_field(self) -> None:
        assert "(wajib)" not in render('{{ ui.field(form["note"], counter=200) }}', form=Example())

    def test_keeps_what_was_typed(self) -> None:
        html = render('{{ ui.field(form["note"]) }}', form=Example({"note": "<b>tetap</b>"}))
        assert "&lt;b&gt;tetap&lt;/b&gt;" in html

    def test_uses_the_date_picker_of_the_device(self) -> None:
        html = render('{{ ui.field(form["day"]) }}', form=Example({"day": "2026-11-30"}))
        assert 'type="date"' in html
        assert 'value="2026-11-30"' in html

    def test_names_a_group_of_choices_by_its_legend(self) -> None:
        html = render('{{ ui.choices(form["kind"], hints={"A": "yang pertama"}) }}', form=Example({"kind": "B"}))
        assert "<legend" in html
        assert "yang pertama" in html
        assert html.count("checked") == 1

    def test_summary_leads_to_each_field(self) -> None:
        html = render("{{ ui.form_errors(form) }}", form=Example({}))
        assert 'href="#id_name"' in html
        assert 'href="#id_kind_0"' in html

    def test_summary_is_silent_without_errors(self) -> None:
        assert "alert" not in render("{{ ui.form_errors(form) }}", form=Example())


class TestQuery:
    def test_keeps_other_parameters(self, rf: object) -> None:
        from ekinerja.web.jinja import with_query

        request = rf.get("/x/?q=siti&hal=3&unit=1&unit=2")  # type: ignore[attr-defined]
        assert with_query(request, {"hal": 4}) == "?q=siti&hal=4&unit=1&unit=2"
        assert with_query(request, hal=None, q=None) == "?unit=1&unit=2"
