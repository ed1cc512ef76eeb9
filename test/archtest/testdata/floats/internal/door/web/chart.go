package web

type width float64
