"""Who is who today: bodies with their numbers, provinces, communes, holidays."""
