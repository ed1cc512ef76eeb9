// Package api is the door for machines: JSON over HTTP on the same services as the pages and the command line.
//
// It owns the addresses under /api/ and their description /openapi.json, and holds no rule: questions about the law go to
// package law/ask as they come, so that the door, the command and the calculator give one answer. Every route names the
// permission it needs or says that it is public; there is no third way to register one. What is public holds nothing
// personal, and is limited per address of the caller.
//
// Every failure has the same form: {"ok":false,"error":"…"} with "field" where one is at fault, in Indonesian, or in
// English for Accept-Language: en.
//
//	curl -s http://127.0.0.1:8080/api/v1/law/ask -H 'Content-Type: application/json' \
//	  -d '{"ask":"contribution","segment":"PU","month":"2026-09","wage":1500000}'
package api
