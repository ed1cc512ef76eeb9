package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
)

// SignIn is the door. Form: POST /masuk: nama (user name), sandi, kembali (path).
// A failure is Errors with Field "sandi" and status 422; Locked shows until when nobody may try.
type SignIn struct {
	Page
	Name        string
	Back        string
	LockedUntil time.Time
	Accounts    []SampleAccount // only with sample data
	Empty       bool            // there is no account yet: the first one is made by the link that the program prints
}

// SampleAccount is a user of the synthetic government, shown so that anybody can try.
type SampleAccount struct {
	Name, Password string
	Role           lang.Text
}
