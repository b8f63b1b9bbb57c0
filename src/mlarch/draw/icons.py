
class Icon: pass
