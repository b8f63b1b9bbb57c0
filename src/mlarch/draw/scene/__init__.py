"""What a picture shows: the scene, and how it is made from a design graph."""
