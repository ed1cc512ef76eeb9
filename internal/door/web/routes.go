package web

// pages adds every route. A new page adds its line here, with the permission it needs.
func (s *Server) pages() {
	s.public("GET /masuk", s.signIn)
	s.public("POST /masuk", s.postSignIn)
	s.signed("POST /keluar", s.signOut)
	s.public("POST /bahasa", s.setLanguage)
	s.startRoutes()
	s.homeRoutes()
	s.importRoutes()
	s.approvalRoutes()
	s.manyRoutes()
	s.readRoutes()
	s.lawRoutes()
	s.fileRoutes()
}
