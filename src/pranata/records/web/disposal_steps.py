"""The steps of a proposal as pages: what each says, who may take it now, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pranata.foundation.clock import utc_now
from pranata.foundation.errors import Text
from pranata.ledger.queries.site_policy import site_policy
from pranata.organisation.policies import Actor
from pranata.records.destruction.carrying_out import carry_out
from pranata.records.models import DisposalProposal, Upload
from pranata.records.operations.appraise_disposal import appraise_disposal
from pranata.records.operations.approve_disposal import approve_disposal
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.hand_over_records import hand_over_records
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.operations.record_receipt import record_receipt
from pranata.records.operations.withdraw_proposal import withdraw_proposal
from pranata.records.web.disposal_forms import (
    AppraiseForm,
    ConfirmForm,
    LetterForm,
    ReasonForm,
    ReceiverForm,
)

# How long the second person waits for the bytes to go; what is left then goes by `pranata records destroy`.
PATIENCE_S = 15.0


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a step was given: the proposal, the form, the uploads that came with it, and who."""

    proposal: DisposalProposal
    form: Any
    uploads: list[Upload]
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """One step. `note` is said above the form where the step cannot be taken back."""

    heading: Text
    lead: Text
    action: Text
    done: Text
    form: type[forms.Form]
    act: Callable[[Taken], object]
    note: Text = ""
    wants_file: bool = False
    danger: bool = False


def _common(taken: Taken) -> dict[str, Any]:
    return {"proposal": taken.proposal, "actor": taken.actor, "now": utc_now()}


def _appraise(taken: Taken) -> object:
    given = taken.form.cleaned_data
    kept = taken.form.kept()
    return appraise_disposal(**_common(taken), kept=kept, panel=given["panel"], note=given["note"])


def _approve(taken: Taken) -> object:
    return approve_disposal(**_common(taken), upload=taken.uploads[0], letter=taken.form.letter())


def _receive(taken: Taken) -> object:
    return record_receipt(**_common(taken), upload=taken.uploads[0], letter=taken.form.letter())


def _begin(taken: Taken) -> object:
    return begin_destruction(**_common(taken))


def _order(taken: Taken) -> object:
    """Order it, then wait a little: at this point the documents are destroyed, and their bytes go."""
    order_destruction(**_common(taken))
    return _finish(taken)


def _finish(taken: Taken) -> object:
    now = utc_now()
    return carry_out(on=taken.actor.local_date(now), now=now, patience_s=PATIENCE_S)


def _withdraw(taken: Taken) -> object:
    return withdraw_proposal(**_common(taken), reason=taken.form.cleaned_data["reason"])


def _hand_over(taken: Taken) -> object:
    given = taken.form.cleaned_data
    return hand_over_records(**_common(taken), receiver=given["receiver"], policy=site_policy().text)


PAGES = {
    "nilai": StepPage(
        heading=_("Nilai naskah yang diusulkan"),
        lead=_("Periksa tiap naskah. Yang masih bernilai guna disimpan terus, dengan alasannya."),
        action=_("Simpan penilaian"),
        done=_("Penilaian tersimpan dan tercatat."),
        form=AppraiseForm,
        act=_appraise,
    ),
    "setujui": StepPage(
        heading=_("Setujui usul penyusutan"),
        lead=_("Sertakan surat persetujuannya. Surat itu disimpan di arsip dan menjadi dasar pelaksanaan."),
        action=_("Setujui usul"),
        done=_("Persetujuan tersimpan dan tercatat."),
        form=LetterForm,
        act=_approve,
        wants_file=True,
    ),
    "mulai": StepPage(
        heading=_("Nyatakan siap memusnahkan"),
        lead=_("Anda menjadi orang pertama. Belum ada yang dimusnahkan."),
        note=_("Orang kedua dari unit lain harus menyelesaikannya dalam 24 jam."),
        action=_("Nyatakan siap"),
        done=_("Pernyataan Anda tercatat. Sekarang giliran orang kedua."),
        form=ConfirmForm,
        act=_begin,
    ),
    "musnahkan": StepPage(
        heading=_("Musnahkan naskah ini?"),
        lead=_("Anda menjadi orang kedua. Naskah yang ditahan sampai detik ini tidak ikut dimusnahkan."),
        note=_("Bita di semua tempat, teks, dan kuncinya dihapus. Tidak ada yang dapat mengembalikannya."),
        action=_("Musnahkan"),
        done=_("Pemusnahan diperintahkan dan tercatat."),
        form=ConfirmForm,
        act=_order,
        danger=True,
    ),
    "lanjutkan": StepPage(
        heading=_("Selesaikan pemusnahan"),
        lead=_("Dua orang sudah memerintahkannya; sebagian belum selesai. Coba selesaikan sekarang."),
        action=_("Selesaikan sekarang"),
        done=_("Pemusnahan diteruskan. Yang belum selesai menyebut sebabnya di daftar."),
        form=ConfirmForm,
        act=_finish,
    ),
    "serahkan": StepPage(
        heading=_("Serahkan ke lembaga kearsipan"),
        lead=_("Semua berkas, catatan, dan pemeriksanya menjadi satu paket untuk lembaga penerima."),
        action=_("Catat penyerahan"),
        done=_("Penyerahan tercatat. Unduh paketnya untuk lembaga penerima."),
        form=ReceiverForm,
        act=_hand_over,
    ),
    "terima": StepPage(
        heading=_("Catat tanda terima"),
        lead=_("Sertakan berita acara dari lembaga penerima. Sejak itu naskah menjadi tanggung jawabnya."),
        action=_("Catat tanda terima"),
        done=_("Tanda terima tersimpan dan tercatat."),
        form=LetterForm,
        act=_receive,
        wants_file=True,
    ),
    "tarik": StepPage(
        heading=_("Tarik usul ini?"),
        lead=_("Naskahnya bebas lagi dan dapat diusulkan kembali. Riwayat usul tetap terbaca."),
        action=_("Tarik usul"),
        done=_("Usul ditarik dan tercatat."),
        form=ReasonForm,
        act=_withdraw,
        danger=True,
    ),
}
