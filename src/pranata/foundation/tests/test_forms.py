from django import forms


class DocumentForm(forms.Form):
    title = forms.CharField(label="Judul", help_text="Seperti pada naskah")
    year = forms.IntegerField(label="Tahun", required=False)
    kind = forms.ChoiceField(
        label="Sifat", choices=[("a", "Terbuka"), ("b", "Terbatas")], widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label="Unit", choices=[("1", "Diskominfo")])
    agreed = forms.BooleanField(label="Setuju")
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_plain_form_is_drawn_in_our_markup():
    shown = str(DocumentForm())
    assert '<label class="form-label" for="id_title">' in shown
    assert 'aria-describedby="id_title_helptext"' in shown
    assert 'class="form-select"' in shown
    assert shown.count('class="form-check-input"') == 3
    assert "boleh dikosongkan" in shown
    assert 'type="hidden" name="secret" id="id_secret"' in shown


def test_a_refused_form_names_each_fault_on_top_and_at_its_control():
    shown = str(DocumentForm(data={"title": "", "year": "x", "secret": "1"}))
    assert "5 isian perlu diperbaiki" in shown
    assert '<a href="#id_title">' in shown
    assert 'aria-describedby="id_title_helptext id_title_error"' in shown
    assert 'id="id_title_error"' in shown
    assert 'class="form-control is-invalid"' in shown


def test_a_refused_form_keeps_what_was_typed_and_escapes_it():
    shown = str(DocumentForm(data={"title": "", "year": '"><script>'}))
    assert "<script>" not in shown
    assert "&quot;&gt;&lt;script&gt;" in shown
