package main

// unseen are ways of writing that are not on the list of the design: Arabic names by the other romanisations that
// religious schools use, Javanese with o for a, a vowel between two consonants, consonants as they are spoken at the end of a
// word, letters of Dutch and Church spelling. Whoever works on the normaliser does not read this file; the benchmark
// tells only what share of such rows was found.
var unseen = respelling{
	rules: parseRules(`^Z>J OH>AH AH>OH ^RA>RO ^RO>RA OLEH$>ALEH A$>O AD$>AT AT$>AD AB$>AP UB$>UP IQ$>IK IK$>IQ HM>CHM
		KM>'M NIK>NI' DH>DL DL>DH TS>S S>TS GH>G G>GH UWA>UA UA>UWA IYO>IO IO>IYO IYE>IE IE>IYE EI>I I$>IE SL>SEL ^TRI>TERI
		^DWI>DUWI ^SRI>SERI PR>PER KR>CHR ^YO>JO EF$>EPH F>PH PH>F KS>X X>KS ^Y>J ^W>U OU>U AU>AO AO>AU EL$>IL IL$>EL
		HS>KS DJ>DY ^ABDUL$>ABDOEL ^ABDUL$>AB ^SITI$>STI ^NUR$>NOER LL>L S$>SH S>SS T>TT NG$>NK`),
	muhammad: []string{"MOEHAMMAD", "MUHAMMED", "MOHAMMED", "MUKHAMAD", "MUKHAMMAD", "MUHD.", "MHMD.", "MHD.", "MOHD.", "MOEH.", "MUHAMED", "MUHAMMAT"},
}
