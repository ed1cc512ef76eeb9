package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
)

// Approvals is the inbox of what one person asks for and another decides. GET /persetujuan.
type Approvals struct {
	Page
	Waiting []ApprovalLine
	Decided []ApprovalLine
}

// ApprovalLine is one request in the inbox.
type ApprovalLine struct {
	URL    string
	What   lang.Text // "Menerapkan roster September 2026"
	Where  string    // unit
	Who    string    // who asks
	At     time.Time
	State  Tag
	Note   string
	Own    bool // the reader had asked for it
	Reason string
}

// Approval is one request. Form: POST /persetujuan/{id}: aksi (setuju | tolak | tarik), alasan, versi.
type Approval struct {
	Page
	Line    ApprovalLine
	Version string
	File    string
	Receipt string
	Links   []Link // to look at before deciding
	Decide  bool   // the reader may decide
	Pull    bool   // the reader may take it back
	Why     string // what was written as a reason, when the form comes back
	Decider string
	Decided time.Time
}
