// Package assets holds what the browser loads besides pages: styles, font, scripts and pictures, built into dist by
// build.mjs and embedded in the binary.
//
// Built files carry a hash of their content in the name, so they may be cached for ever; each lies beside its brotli and
// gzip form. A binary that was built without assets still works: [Built] is false, pages are plain and say so.
//
//	mux.Handle("GET /aset/", assets.Handler())
//	href := assets.URL("app.css") // "/aset/app.3f9a1c20.css"
package assets
