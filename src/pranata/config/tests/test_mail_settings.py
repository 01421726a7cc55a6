import pytest

from pranata.config.settings_accounts import mail_settings


class TestMailAddress:
    def test_it_is_read_with_its_password(self):
        read = mail_settings("smtp+tls://pranata%40kota:p%3Ass@mail.kota.go.id")
        assert read["EMAIL_HOST"] == "mail.kota.go.id"
        assert read["EMAIL_PORT"] == 587
        assert read["EMAIL_HOST_USER"] == "pranata@kota"
        assert read["EMAIL_HOST_PASSWORD"] == "p:ss"
        assert read["EMAIL_USE_TLS"]
        assert not read["EMAIL_USE_SSL"]

    @pytest.mark.parametrize("address", ["mail.kota.go.id", "http://mail.kota.go.id", "smtp://"])
    def test_it_is_refused_when_it_is_none(self, address):
        with pytest.raises(ValueError, match="PRANATA_MAIL_URL"):
            mail_settings(address)
